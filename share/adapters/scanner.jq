# A scanner on a serial port or one that types: a text a line (--lines). What is
# a pass is one; of anything else the lane finds out what it names. Control
# characters that scanners put before or behind the text are dropped, and the
# name of the kind of code that some put before it (]Q1: ISO/IEC 15424).
.line | gsub("[\u0000-\u001f\u007f\ufeff]"; "") | gsub("^ +| +$"; "")
| sub("^\\][A-Za-z][0-9A-Za-z]"; "")
| select(. != "")
| {rfid: ., source: "scanner"}
