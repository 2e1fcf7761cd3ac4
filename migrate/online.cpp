#include <retort/migrate/online.h>

#include <thread>

namespace retort::migrate {

void between(const std::function<void(const OnlineProgress&)>& told,
             const OnlineProgress& progress) {
  if (told)
    told(progress);
  else
    std::this_thread::sleep_for(progress.took);
}

}  // namespace retort::migrate
