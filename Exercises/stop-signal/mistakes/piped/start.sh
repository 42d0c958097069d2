#!/bin/sh
mkdir -p /var/till
export TILL=7

"$@" | tee /var/till/log
