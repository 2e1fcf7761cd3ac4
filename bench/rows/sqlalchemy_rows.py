"""SQLAlchemy on the rows of data.cpp: {work: [CPU seconds, rows]} as JSON. It does a tenth of the rows that
the others do."""
import json
import os
import random
import sys
import tempfile
import time

import sqlalchemy as sa
from sqlalchemy import orm

SETTINGS = ["journal_mode = WAL", "synchronous = NORMAL", "cache_size = -65536",
            "temp_store = MEMORY", "foreign_keys = ON"]
ITEMS, FAMILIES, FILTERS, GETS = 20_000, 1_000, 500, 2_000
Base = orm.declarative_base()


class Item(Base):
    __tablename__ = "item"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String, nullable=False)
    quantity = sa.Column(sa.Integer)
    price = sa.Column(sa.Float, nullable=False)
    note = sa.Column(sa.String, nullable=False)
    owner = sa.Column(sa.Integer, nullable=False)


class Parent(Base):
    __tablename__ = "parent"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String, nullable=False)
    children = orm.relationship("Child")


class Child(Base):
    __tablename__ = "child"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String, nullable=False)
    parent_id = sa.Column(sa.ForeignKey("parent.id"), nullable=False, index=True)


def rows(count):
    for i in range(count):
        yield dict(id=i + 1, name=f"the name of {1_000_000 + i}",
                   quantity=None if i % 3 == 0 else i % 100, price=i % 1000 / 4,
                   note=f"a note of some length about the thing, and its number {1_000_000 + i}",
                   owner=i % 1000)


class File:
    """A database with empty tables in memory-backed storage, gone with the object."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(
            dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
        self.engine = sa.create_engine(f"sqlite:///{self.folder.name}/app.db", future=True)

        @sa.event.listens_for(self.engine, "connect")
        def begin_with_settings(connection, _):
            for setting in SETTINGS:
                connection.execute(f"PRAGMA {setting}")

        Base.metadata.create_all(self.engine)
        return self

    def __exit__(self, *_):
        self.engine.dispose()
        self.folder.cleanup()

    def fill(self, count):
        with self.engine.begin() as connection:
            connection.execute(sa.insert(Item.__table__), list(rows(count)))
            connection.execute(sa.text("CREATE INDEX item_owner ON item (owner)"))
            connection.execute(sa.text("ANALYZE"))

    def session(self):
        return orm.Session(self.engine, future=True)


def insert_each(file):
    all_rows = list(rows(ITEMS))
    with file.engine.begin() as connection:
        statement = sa.insert(Item.__table__)
        with measured():
            for row in all_rows:
                connection.execute(statement, row)
            connection.commit()
    return ITEMS


def insert_vector(file):
    all_rows = list(rows(ITEMS))
    with file.engine.begin() as connection, measured():
        connection.execute(sa.insert(Item.__table__), all_rows)
        connection.commit()
    return ITEMS


def flush(file):
    objects = [Item(**row) for row in rows(ITEMS)]
    with file.session() as session, measured():
        session.add_all(objects)
        session.commit()
    return ITEMS


def load(file):
    file.fill(ITEMS)
    with file.engine.connect() as connection, measured():
        found = connection.execute(sa.select(Item.__table__)).all()
    require(len(found) == ITEMS)
    return ITEMS


def stream(file):
    file.fill(ITEMS)
    length = 0
    with file.engine.connect() as connection, measured():
        for row in connection.execute(sa.select(Item.__table__)):
            length += len(row.note) + row.owner
    require(length > ITEMS)
    return ITEMS


def load_identity(file):
    file.fill(ITEMS)
    with file.session() as session, measured():
        found = session.scalars(sa.select(Item)).all()
    require(len(found) == ITEMS)
    return ITEMS


def shuffled_keys():
    keys = list(range(1, ITEMS + 1))
    random.Random(7).shuffle(keys)
    return keys


def get(file):
    file.fill(ITEMS)
    total = 0
    with file.session() as session, measured():
        for key in shuffled_keys()[:GETS]:
            total += session.get(Item, key).price
    require(total > 0)
    return GETS


def get_many(file):
    file.fill(ITEMS)
    keys = shuffled_keys()
    found = 0
    with file.session() as session, measured():
        for first in range(0, len(keys), 500):
            chosen = sa.select(Item).where(Item.id.in_(keys[first:first + 500]))
            found += len(session.scalars(chosen).all())
    require(found == ITEMS)
    return ITEMS


def get_held(file):
    file.fill(ITEMS)
    keys = shuffled_keys()
    with file.session() as session:
        held = session.scalars(sa.select(Item)).all()
        with measured():
            total = sum(session.get(Item, key).price for key in keys)
        require(total > 0 and len(held) == ITEMS)
    return ITEMS


def filter_typed(file):
    file.fill(100_000)
    found = 0
    with file.session() as session, measured():
        for i in range(FILTERS):
            chosen = (sa.select(Item).where(Item.owner == i % 1000, Item.price > 50)
                      .order_by(Item.name).limit(10))
            found += len(session.scalars(chosen).all())
    require(found > 0)
    return FILTERS


def update(file):
    file.fill(ITEMS)
    with file.session() as session:
        objects = session.scalars(sa.select(Item)).all()
        with measured():
            for one in objects:
                one.price += 1
            session.commit()
    return ITEMS


def eager(file):
    with file.engine.begin() as connection:
        connection.execute(sa.insert(Parent.__table__),
                           [dict(id=i + 1, name=f"parent {i}") for i in range(FAMILIES)])
        connection.execute(sa.insert(Child.__table__),
                           [dict(id=i + 1, name=f"child number {i}", parent_id=i // 10 + 1)
                            for i in range(FAMILIES * 10)])
    with file.session() as session, measured():
        found = session.scalars(
            sa.select(Parent).options(orm.selectinload(Parent.children))).all()
        require(len(found) == FAMILIES and len(found[-1].children) == 10)
    return FAMILIES


def require(right):
    if not right:
        sys.exit("SQLAlchemy did not do its work")


class measured:
    """CPU seconds of the block."""
    seconds = 0.0

    def __enter__(self):
        self.begin = time.process_time()

    def __exit__(self, *_):
        measured.seconds = time.process_time() - self.begin


WORKS = {"insert_each": insert_each, "insert_vector": insert_vector, "flush": flush, "load": load,
         "stream": stream, "load_identity": load_identity, "get": get, "get_many": get_many,
         "get_held": get_held, "filter": filter_typed, "update": update, "eager": eager}

if __name__ == "__main__":
    results = {}
    for name, work in WORKS.items():
        with File() as database:
            rows_done = work(database)
        results[name] = [measured.seconds, rows_done]
    print(json.dumps(results))
