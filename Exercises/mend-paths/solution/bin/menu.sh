#!/bin/sh
# menu.sh: puts the dishes of the day into the page and prints it.
#
# It reads the page from pages/menu.html and the dishes from dishes.txt, both looked up from the working directory.
set -eu

page=pages/menu.html
dishes=dishes.txt
for file in "$page" "$dishes"; do
    if [ ! -f "$file" ]; then
        echo "menu: there is no $file in $PWD" >&2
        exit 1
    fi
done

while IFS= read -r line; do
    if [ "$line" = "DISHES" ]; then
        sed 's|.*|  <li>&</li>|' "$dishes"
    else
        printf '%s\n' "$line"
    fi
done < "$page"
