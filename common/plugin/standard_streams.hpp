// The standard streams, where whoever started the program has closed them.
#pragma once

namespace fedcloud::plugin {

// Opens /dev/null in their place: else the first file that the program opens gets such a number,
// and messages go into it. To be called before anything is opened.
void open_standard_streams();

}  // namespace fedcloud::plugin
