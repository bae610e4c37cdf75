#!/bin/sh
# Prints which rooms each room includes, and fails on one it may not.
status=0
for room in $ROOMS; do
	eval "may=\$MAY_$room"
	seen=$(sed -n 's/^#include "\([a-z]*\)\/.*/\1/p' compiler/"$room"/*.[ch] 2>/dev/null |
		sort -u | grep -vx "$room" | tr '\n' ' ')
	printf '%-10s ← %s\n' "$room" "$seen"
	for other in $seen; do
		case " $may " in
		*" $other "*) ;;
		*) echo "  ngược chiều: $room dùng $other"; status=1 ;;
		esac
	done
done
exit $status
