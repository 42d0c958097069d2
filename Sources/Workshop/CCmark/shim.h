// libcmark-gfm: CommonMark with GitHub's extensions, as Debian and others package it (libcmark-gfm-dev,
// libcmark-gfm-extensions-dev).
#include <cmark-gfm.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm-core-extensions.h>
