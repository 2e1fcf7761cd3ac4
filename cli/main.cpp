#include <retort/cli/run.h>

int main(int argc, char** argv) { return retort::cli::run(argc, argv); }
