#!/bin/sh
# Prints the banner of this edition, and the version.
cat /app/banner.txt
echo "version $APP_VERSION"
