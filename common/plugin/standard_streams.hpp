// Standard input, output and error that a program was started without.
#pragma once

namespace fedcloud::plugin {

// Where one is closed, /dev/null takes its number, so that no file or connection of ours gets it
// and what is printed lands there. It cannot be written to: a result is as lost as before. First
// thing in main().
void open_standard_streams();

}  // namespace fedcloud::plugin
