// Goes on as another program: the one that can do what this one was kept free of.
#pragma once

#include <string>

#include "plugin/fault.hpp"

namespace fedcloud::page {

// Loading libcurl and its thirty libraries costs more than everything else that a run with a copy
// at hand does. So a probe that shares pages is two programs in one folder: the one that is called
// answers from the copy, and becomes its sibling when a page has to be downloaded. Same process,
// arguments, environment and signal mask; what waits in the signal mask still waits afterwards.
//
// Replaces this program by `sibling`, a name in its own folder. Returns, with the reason, only if
// that cannot be done.
plugin::Fault hand_over(const std::string& sibling, char* const* argv);

}  // namespace fedcloud::page
