#!/bin/sh
# make-table: prints each pressure from 900 to 1100 hPa with the same in mmHg. The slow part of the build.
set -eu
awk 'BEGIN { for (p = 900; p <= 1100; p++) { for (i = 0; i < 2000; i++) x += i; printf "%d %.0f\n", p, p * 0.750062 } }'
