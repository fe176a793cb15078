"""How the reading process is spoken to: the lengths of a JSON head and of a body, four bytes each, then both."""

import struct

LENGTH = struct.Struct(">II")
