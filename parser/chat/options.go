package chat

import "time"

// Options is what the user knows and an export does not say.
type Options struct {
	Platform  string    // "" leaves it to the format
	Self      string    // the name of the export's owner; "" keeps [Self]
	DateOrder string    // dmy, mdy or ymd; "" decides by evidence
	AsOf      time.Time // anchor for relative clocks ("Yesterday 15:22"); zero when not given
	// Profiles are the contents of the user's selector profiles for saved pages,
	// tried before the built-in ones; alibaba.LoadProfile checks one.
	Profiles []string
}
