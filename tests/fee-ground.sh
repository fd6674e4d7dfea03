# shellcheck shell=sh
# The ground of the tests of payments: that of clear-ground.sh, with the fees
# of A and B assessed. Source after it.
#
#	pay AMOUNT REFERENCE [OPTION...] TARGET	phi-nga takes it in, by $means

# shellcheck disable=SC2154 # clear-ground.sh sets them
make_ground && fee --as phi-nga assess "$A.1" "$B" >"$T/.assessed" || exit 99
means=transfer

pay() {
	amount=$1 reference=$2
	shift 2
	fee --as phi-nga --amount "$amount" --reference "$reference" \
		--means "$means" pay "$@"
}
