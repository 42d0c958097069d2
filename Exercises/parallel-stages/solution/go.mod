module almanac

go 1.22
