# SQL blocks become C tables; anything doubtful is refused.
. "${0%/*}/lib.sh"

done_testing
