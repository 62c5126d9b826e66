// Dates and times of day, as the services of the federation write them.
#include "wall_time.hpp"

#include <ctime>
#include <iomanip>
#include <sstream>

namespace fedcloud::testbed {

WallTime wall_time_before_now(Seconds age) {
    return WallClock::now() - std::chrono::duration_cast<WallClock::duration>(age);
}

std::string format_utc(WallTime time, const char* format) {
    const auto seconds = WallClock::to_time_t(std::chrono::floor<std::chrono::seconds>(time));
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::ostringstream text;
    text << std::put_time(&parts, format);
    return text.str();
}

long long milliseconds_since_1970(WallTime time) {
    return std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

int milliseconds_of_second(WallTime time) {
    const auto rest = time - std::chrono::floor<std::chrono::seconds>(time);
    return static_cast<int>(std::chrono::floor<std::chrono::milliseconds>(rest).count());
}

}  // namespace fedcloud::testbed
