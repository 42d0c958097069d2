aa
