# A scanner on a serial port or one that types: a text a line (--lines). What is
# a pass is one; of anything else the lane finds out what it names. Control
# characters that scanners put before or behind the text are dropped.
.line | gsub("[\u0000-\u001f\u007f\ufeff]"; "") | gsub("^ +| +$"; "")
| select(. != "")
| {rfid: ., source: "scanner"}
