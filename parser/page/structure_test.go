package page

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
)

// rows repeats a form of item with %[1]s clock, %[2]s name, %[3]s words.
func rows(items ...[4]string) string {
	var b strings.Builder
	for _, it := range items {
		fmt.Fprintf(&b, it[0], it[1], it[2], it[3])
	}
	return b.String()
}

const (
	named    = `<li class="row"><div><b>%[2]s</b> <i>%[1]s</i></div><p>%[3]s</p></li>`
	sidedIn  = `<div class="msg in"><p>%[3]s</p><small>%[1]s</small></div>`
	sidedOut = `<div class="msg out"><p>%[3]s</p><small>%[1]s</small></div>`
	glued    = `<div><span>%[2]s %[1]s</span><p>%[3]s</p></div>`
	timed    = `<article><header><h4 class="author">%[2]s</h4><time datetime="%[1]s">long ago</time></header><p>%[3]s</p></article>`
	mineRow  = `<li class="row" style="flex-direction: row-reverse"><div><i>%[1]s</i></div><p>%[3]s</p></li>`
)

func TestStructure(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []string
	}{
		{
			name: "names", in: "<ul>" + rows([4]string{named, "2024-03-05 15:22", "Bo", "Hi"}, [4]string{named, "2024-03-05 15:23", "Eva", "Hello<br>you"},
				[4]string{named, "2024-03-05 15:24", "Bo", "[Image]"}) + "<li class=row>Bo left the chat</li></ul>",
			want: []string{"2024-03-05T15:22|Bo|text|Hi|", "2024-03-05T15:23|Eva|text|Hello/you|", "2024-03-05T15:24|Bo|media|[Image]|", "||system|Bo left the chat|"},
		},
		{
			name: "sides and no names", in: "<div>" + rows([4]string{sidedIn, "2024-03-05 15:22", "", "Hi"}, [4]string{sidedOut, "2024-03-05 15:23", "", "Hello"},
				[4]string{sidedIn, "2024-03-05 15:24", "", "Pay now"}) + "</div>",
			want: []string{"2024-03-05T15:22||text|Hi|", "2024-03-05T15:23|(self)|text|Hello|", "2024-03-05T15:24||text|Pay now|"},
		},
		{
			name: "own messages without a name", in: "<ul>" + rows([4]string{named, "2024-03-05 15:22", "Bo", "Hi"}, [4]string{mineRow, "2024-03-05 15:23", "", "Hello"},
				[4]string{named, "2024-03-05 15:24", "Bo", "ok"}) + "</ul>",
			want: []string{"2024-03-05T15:22|Bo|text|Hi|", "2024-03-05T15:23|(self)|text|Hello|", "2024-03-05T15:24|Bo|text|ok|"},
		},
		{
			name: "newest first", in: "<div>" + rows([4]string{glued, "2024-03-05 15:24", "Bo", "c"}, [4]string{glued, "2024-03-05 15:23", "Eva", "b"},
				[4]string{glued, "2024-03-05 15:22", "Bo", "a"}) + "</div>",
			want: []string{"2024-03-05T15:22|Bo|text|a|", "2024-03-05T15:23|Eva|text|b|", "2024-03-05T15:24|Bo|text|c|"},
		},
		{
			name: "time elements and headers of articles", in: "<nav><a>2024-03-05 10:00</a></nav><main>" + rows([4]string{timed, "2024-03-05T15:22:00Z", "Bo", "Hi"},
				[4]string{timed, "2024-03-05T15:23:00Z", "Eva", "on 2024-03-01 10:00 we met"}, [4]string{timed, "2024-03-05T15:24:00Z", "Bo", "ok"}) + "</main>",
			want: []string{"2024-03-05T15:22:00Z|Bo|text|Hi|", "2024-03-05T15:23:00Z|Eva|text|on 2024-03-01 10:00 we met|", "2024-03-05T15:24:00Z|Bo|text|ok|"},
		},
		{
			name: "one list a day", in: `<div><h3>Monday</h3><ul class="day">` + rows([4]string{named, "2024-03-04 15:22", "Bo", "Hi"}, [4]string{named, "2024-03-04 15:23", "Eva", "Hello"}, [4]string{named, "2024-03-04 15:24", "Bo", "ok"}) +
				`</ul><h3>Tuesday</h3><ul class="day">` + rows([4]string{named, "2024-03-05 15:24", "Eva", "Bye"}) + "</ul></div>",
			want: []string{"2024-03-04T15:22|Bo|text|Hi|", "2024-03-04T15:23|Eva|text|Hello|", "2024-03-04T15:24|Bo|text|ok|", "2024-03-05T15:24|Eva|text|Bye|"},
		},
		{
			name: "year last, and a day that tells the order", in: "<ul>" + rows([4]string{named, "05/03/2024, 3:22 PM", "Bo", "Hi"}, [4]string{named, "12/03/2024, 9:23 am", "Eva", "Hello"},
				[4]string{named, "13/03/2024, 12:24 am", "Bo", "ok"}) + "</ul>",
			want: []string{"2024-03-05T15:22|Bo|text|Hi|", "2024-03-12T09:23|Eva|text|Hello|", "2024-03-13T00:24|Bo|text|ok|"},
		},
		{
			name: "year last, order open", in: "<ul>" + rows([4]string{named, "05/03/2024 15:22", "Bo", "Hi"}, [4]string{named, "05/03/2024 15:23", "Eva", "Hello"},
				[4]string{named, "05/03/2024 15:24", "Bo", "ok"}) + "</ul>",
			want: []string{"|Bo|text|Hi|", "|Eva|text|Hello|", "|Bo|text|ok|"},
		},
		{
			name: "year last, with dots", in: "<ul>" + rows([4]string{named, "05.03.2024 15:22", "Bo", "Hi"}, [4]string{named, "05.03.2024, 15:23:10", "Eva", "Hello"},
				[4]string{named, "06.03.2024 15:24", "Bo", "ok"}) + "</ul>",
			want: []string{"2024-03-05T15:22|Bo|text|Hi|", "2024-03-05T15:23:10|Eva|text|Hello|", "2024-03-06T15:24|Bo|text|ok|"},
		},
		{
			name: "quote, menu, avatar, picture", in: "<ul>" + rows([4]string{named, "2024-03-05 15:22", "Bo", "pay me"},
				[4]string{`<li class="row"><img class="avatar" src="me.png"><div><b>%[2]s</b> <i>%[1]s</i></div><div class="reply-content">pay me</div><p>%[3]s</p><span>Reply</span></li>`, "2024-03-05 15:23", "Eva", "no"},
				[4]string{named, "2024-03-05 15:24", "Bo", `<img src="a/qr.png?x=1">`}) + "</ul>",
			want: []string{"2024-03-05T15:22|Bo|text|pay me|", "2024-03-05T15:23|Eva|text|no|", "2024-03-05T15:24|Bo|media||qr.png"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := read(t, tt.in, chat.Options{})
			if diff := cmp.Diff(tt.want, brief(o.msgs)); diff != "" {
				t.Errorf("read by %q, %v: records differ (-want +got):\n%s", o.cov.Reader, o.err, diff)
			}
		})
	}
}

// What has clocks in a list and is no conversation must not become one.
func TestStructureRefuses(t *testing.T) {
	conversations := `<li class="conv"><b class="name">%[2]s</b><i>%[1]s</i><p>%[3]s</p></li>`
	link := `<li><a href="#"><b>%[2]s</b> <i>%[1]s</i><p>%[3]s</p></a></li>`
	event := `<li><i>%[1]s</i><p>%[3]s</p></li>`
	for name, in := range map[string]string{
		"list of conversations": rows([4]string{conversations, "2024-03-05 15:22", "Bo", "ok"}, [4]string{conversations, "2024-03-05 15:23", "Eva", "hi"}, [4]string{conversations, "2024-03-05 15:24", "Li", "yes"},
			[4]string{conversations, "2024-03-05 15:25", "Max", "no"}, [4]string{conversations, "2024-03-05 15:26", "Kim", "bye"}),
		"list of links":     rows([4]string{link, "2024-03-05 15:22", "Bo", "ok"}, [4]string{link, "2024-03-05 15:23", "Eva", "hi"}, [4]string{link, "2024-03-05 15:24", "Bo", "yes"}),
		"parcel's way":      rows([4]string{event, "2024-03-05 15:22", "", "Left the port"}, [4]string{event, "2024-03-05 15:23", "", "In customs"}, [4]string{event, "2024-03-05 15:24", "", "Arrived"}),
		"table of contents": "<li>2024-03-05</li><li>2024-03-06</li><li>2024-03-07</li>",
	} {
		t.Run(name, func(t *testing.T) {
			o := read(t, "<ul>"+in+"</ul>", chat.Options{})
			var r *chat.Refusal
			if !errors.As(o.err, &r) {
				t.Errorf("read by %q as %q", o.cov.Reader, brief(o.msgs))
			}
		})
	}
}

func TestStructureIsTold(t *testing.T) {
	o := read(t, "<ul>"+rows([4]string{named, "2024-03-05 15:22", "Bo", "Hi"}, [4]string{mineRow, "2024-03-05 15:23", "", "Hello"}, [4]string{named, "2024-03-05 15:24", "Bo", "ok"})+"</ul>", chat.Options{})
	if !strings.Contains(o.cov.Reader, "structure") || len(o.problems) != 1 || !strings.Contains(o.problems[0], "compare names") {
		t.Errorf("read by %q, told %q", o.cov.Reader, o.problems)
	}
}
