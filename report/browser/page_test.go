//go:build !race

// Package browser_test looks at the page of a report in a headless Chromium.
package browser_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"backchannel/detect"
	"backchannel/lexicon"
	"backchannel/parser"
	"backchannel/parser/chat"
	"backchannel/report"
)

// programs are the names under which a browser may be installed.
var programs = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "headless-shell"}

// start gives a browser, or skips the test where there is none.
func start(t *testing.T) context.Context {
	t.Helper()
	program := ""
	for _, name := range programs {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		t.Skip("there is no Chromium or Chrome to look at the page with")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU)
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("starting %s: %v", program, err)
	}
	return ctx
}

// conversations gives the page of chats, as the program writes it.
func conversations(t *testing.T, language string, paths ...string) string {
	t.Helper()
	book, err := lexicon.Load(lexicon.Options{})
	if err != nil {
		t.Fatal(err)
	}
	engine := detect.New(book, detect.Options{Lang: language})
	return written(t, language, func(w report.Writer, run *report.Run) {
		for transcript, err := range parser.Open(paths, nil, parser.Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			evidence, err := transcript.Evidence()
			if err != nil {
				t.Fatal(err)
			}
			run.Evidence = append(run.Evidence, evidence...)
			x := engine.Examine(transcript)
			for e, err := range x.Events() {
				if err != nil {
					t.Fatal(err)
				}
				must(t, w.Event(e))
			}
			for _, c := range x.Cases() {
				must(t, w.Case(c))
			}
		}
	})
}

// written gives the file of a page.
func written(t *testing.T, language string, fill func(report.Writer, *report.Run)) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "page.html")
	f, err := os.Create(name)
	must(t, err)
	run := &report.Run{Version: "0.1.0", Language: language, Rules: 1}
	w, err := report.HTML(f, run)
	must(t, err)
	fill(w, run)
	must(t, w.Close())
	must(t, f.Close())
	return name
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// hostile is a chat that tries all it can to get out of the page, or wider
// than the screen.
func hostile(w report.Writer, _ *report.Run) {
	texts := []string{
		`</p><script>document.title="run"</script>`, `<img src=x onerror="document.title='run'">`, `<style>*{display:none}</style>`,
		`https://pay.example/now mailto:a@pay.example tel:+8613800000000`, strings.Repeat("w", 100_000), strings.Repeat("付", 3000),
		"a\u202eb\u200b\x1b[31m\x00", `"><iframe src="https://pay.example"></iframe>`, "<a href=javascript:alert(1)>x</a>",
	}
	for i, s := range texts {
		m := chat.Message{Source: s, Platform: s, Index: i + 1, Time: fmt.Sprintf("2024-03-%02dT10:00", i+1), Sender: s, Kind: chat.Text, Text: s,
			Attachments: []string{s + "x"}, Quote: s, Translation: s}
		f := detect.Finding{Source: s, Index: i + 1, Detector: "pressure", Rule: s, Severity: detect.Severities[i%5], Quote: s, End: len(s), Title: s,
			Gloss: s, Why: s, Action: s, Innocent: s, Identifiers: []detect.Identifier{{Type: "account", Value: s}}}
		_ = w.Event(detect.Event{Message: m, Findings: []detect.Finding{f}})
	}
	s := strings.Join(texts[:4], " ")
	_ = w.Case(detect.Case{Source: s, Conversation: s, Platform: s, Verdict: detect.Verify, Reasons: texts, Messages: len(texts), Findings: len(texts),
		Participants: []detect.Participant{{Name: texts[4], Platform: s}}, Checklist: []detect.Practice{{Text: texts[4], State: detect.Broken, Messages: []int{1}}},
		Counts: []detect.Count{{Label: texts[4], Count: 9, First: 1, Last: 2}}})
}

// huge is a chat of ten thousand messages.
func huge(w report.Writer, _ *report.Run) {
	at := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range 10_000 {
		at = at.Add(53 * time.Minute)
		text := "Please see the photos of the line, production of the LED panels goes on as planned."
		e := detect.Event{Message: chat.Message{Source: "chat.txt", Index: i + 1, Time: at.Format("2006-01-02T15:04"), Sender: "Lily", Kind: chat.Text, Text: text}}
		if i%500 == 499 {
			e.Findings = []detect.Finding{{Source: "chat.txt", Index: i + 1, Detector: "pressure", Rule: "pressure/x", Severity: detect.Medium, Quote: text, End: len(text)}}
		}
		_ = w.Event(e)
	}
	_ = w.Case(detect.Case{Source: "chat.txt", Verdict: detect.Verify, Messages: 10_000, Findings: 20})
}

// view is a page in the browser, with what it told and asked for.
type view struct {
	ctx  context.Context
	name string

	mu       sync.Mutex
	problems []string
}

// open opens a page on a screen of some width.
func open(t *testing.T, ctx context.Context, name string, width int64) *view {
	t.Helper()
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	v := &view{ctx: ctx, name: name}
	address := (&url.URL{Scheme: "file", Path: filepath.ToSlash(name)}).String()
	must(t, chromedp.Listen(ctx, func(e any) {
		switch e := e.(type) {
		case *network.EventRequestWillBeSent:
			if e.Request.URL != address {
				v.note("asks for " + e.Request.URL)
			}
		case *log.EventEntryAdded:
			v.note("logs " + e.Entry.Text)
		case *runtime.EventConsoleAPICalled:
			v.note("writes to the console")
		case *runtime.EventExceptionThrown:
			v.note("throws " + e.ExceptionDetails.Text)
		}
	}))
	command(t, v, network.Enable, network.EnableParams{})
	command(t, v, log.Enable, cdp.Empty{})
	command(t, v, runtime.Enable, cdp.Empty{})
	command(t, v, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 800, DeviceScaleFactor: 1, Mobile: width < 500})
	run(t, v, chromedp.Navigate(address))
	return v
}

func (v *view) note(s string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.problems = append(v.problems, fmt.Sprintf("the page %.200s", s))
}

// run does something in the page.
func run[T any](t *testing.T, v *view, action chromedp.Action[T]) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, 2*time.Minute)
	defer cancel()
	answer, err := chromedp.Run(ctx, action)
	if err != nil {
		t.Fatalf("%s: %v", filepath.Base(v.name), err)
	}
	return answer
}

// command gives the browser a command of its protocol.
func command[P, R any](t *testing.T, v *view, c cdp.Command[P, R], params P) {
	t.Helper()
	_, err := chromedp.Call(v.ctx, c, params)
	must(t, err)
}

// quiet fails when the page asked for anything or complained.
func (v *view) quiet(t *testing.T) {
	t.Helper()
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, p := range v.problems {
		t.Error(p)
	}
}

// ask evaluates an expression in the page.
func ask[T any](t *testing.T, v *view, expression string) T {
	t.Helper()
	return run(t, v, chromedp.Evaluate[T](expression))
}

// modes are the ways in which a page can be looked at.
var modes = []struct{ name, media, scheme string }{{"light", "screen", "light"}, {"dark", "screen", "dark"}, {"print", "print", "dark"}}

func TestPageInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	ctx := start(t)
	sample := filepath.Join("..", "..", "testdata", "sample")
	one := filepath.Join(sample, "2-whatsapp-lily-chen.txt")
	for name, page := range map[string]string{
		"one":     conversations(t, "en", one),
		"chinese": conversations(t, "zh", one),
		"several": conversations(t, "en", sample),
		"hostile": written(t, "en", hostile),
		"nothing": written(t, "en", func(report.Writer, *report.Run) {}),
	} {
		t.Run(name, func(t *testing.T) {
			for _, width := range []int64{320, 390, 768, 1280} {
				v := open(t, ctx, page, width)
				unfold(t, v)
				if got := ask[int64](t, v, `document.documentElement.scrollWidth`); got > width {
					t.Errorf("on a screen of %d the page is %d wide: %s", width, got, ask[string](t, v, widest))
				}
				v.quiet(t)
			}
			v := open(t, ctx, page, 1280)
			unfold(t, v)
			if got := ask[string](t, v, `document.title`); got == "run" {
				t.Error("the chat has run a script")
			}
			paper := map[string]string{}
			for _, m := range modes {
				command(t, v, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: m.media,
					Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: m.scheme}}})
				for _, s := range ask[[]string](t, v, contrast) {
					t.Errorf("%s: %s", m.name, s)
				}
				paper[m.name] = ask[string](t, v, `getComputedStyle(document.body).backgroundColor`)
			}
			if paper["light"] == paper["dark"] || paper["print"] != "rgb(255, 255, 255)" {
				t.Errorf("the paper is %v", paper)
			}
			v.quiet(t)
		})
	}
}

// unfold opens all that is folded.
func unfold(t *testing.T, v *view) {
	t.Helper()
	ask[int](t, v, `(document.querySelectorAll("details").forEach(d => d.open = true), 1)`)
}

// widest names the elements that are wider than the screen.
const widest = `[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
	.slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(" | ")`

// contrast lists words that stand out too little from what they are written
// on (WCAG 2.2, 1.4.3): 4.5 to 1, whatever their size.
const contrast = `(() => {
	const rgb = s => (s.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
	const light = c => { const [r, g, b] = c.map(x => (x /= 255) <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b };
	const ground = e => {
		if (e.matches("svg text.in, svg text.move, svg text.gap")) return rgb(getComputedStyle(e.previousElementSibling).fill);
		for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] == 1) return c; if (c[3] > 0) return null }
		return rgb(getComputedStyle(document.documentElement).backgroundColor).length < 4 ? rgb(getComputedStyle(document.documentElement).backgroundColor) : [255, 255, 255];
	};
	const bad = new Set(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	let seen = 0;
	for (let n; n = walk.nextNode();) {
		const e = n.parentElement;
		if (!n.data.trim() || !e.checkVisibility()) continue;
		seen++;
		const style = getComputedStyle(e), front = rgb(e.closest("svg") ? style.fill : style.color), back = ground(e);
		if (!back) { bad.add(e.tagName + "." + e.className + " stands on a ground that shines through"); continue }
		const [a, b] = [light(front.slice(0, 3)), light(back.slice(0, 3))].sort((x, y) => y - x), ratio = (a + .05) / (b + .05);
		if (ratio < 4.5) bad.add((e.closest("[class]")?.getAttribute("class") || "") + " " + e.tagName + ": " + ratio.toFixed(2) + " " + n.data.slice(0, 40));
	}
	if (seen < 5) bad.add("only " + seen + " words were looked at");
	return [...bad];
})()`

// A reader without a mouse gets to the text first, and from the picture and the
// numbers to what they name.
func TestPageByKeyboard(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	ctx := start(t)
	v := open(t, ctx, conversations(t, "en", filepath.Join("..", "..", "testdata", "sample", "2-whatsapp-lily-chen.txt")), 1280)
	run(t, v, chromedp.KeyEvent("\t"))
	if got := ask[string](t, v, `document.activeElement.className`); got != "skip" {
		t.Errorf("the first stop is %q", got)
	}
	if got := ask[float64](t, v, `document.activeElement.getBoundingClientRect().left`); got < 0 {
		t.Error("the first stop is not to be seen")
	}
	if got := ask[[]string](t, v, `[...document.querySelectorAll("a")].filter(a => !(a.getAttribute("aria-label") || a.textContent).trim()).map(a => a.outerHTML)`); len(got) > 0 {
		t.Errorf("links without a name: %q", got)
	}
	if got := ask[int](t, v, `document.querySelectorAll("svg a[href]").length`); got == 0 {
		t.Error("the picture leads nowhere")
	}
	if got := ask[[]string](t, v, `[...document.querySelectorAll("a[href]")].filter(a => !document.getElementById(a.getAttribute("href").slice(1))).map(a => a.outerHTML)`); len(got) > 0 {
		t.Errorf("links to nothing: %q", got)
	}
	run(t, v, chromedp.Evaluate[any](`document.querySelector("a.n").focus()`))
	run(t, v, chromedp.KeyEvent("\r"))
	if got := ask[string](t, v, `document.querySelector(":target").className`); !strings.HasPrefix(got, "note") {
		t.Errorf("a number leads to %q", got)
	}
	v.quiet(t)
}

// Ten thousand messages open, unfold and scroll to the last.
func TestPageOfAHugeChat(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	ctx := start(t)
	v := open(t, ctx, written(t, "en", huge), 390)
	if got := ask[int](t, v, `document.querySelectorAll(".chat .b").length`); got != 10_000 {
		t.Fatalf("the page holds %d messages", got)
	}
	unfold(t, v)
	if got := ask[bool](t, v, `(() => { const all = document.querySelectorAll(".chat .b"), last = all[all.length - 1]; last.scrollIntoView({block: "center"});
		const r = last.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight })()`); !got {
		t.Error("the last message does not come into sight")
	}
	if got := ask[int](t, v, `document.documentElement.scrollWidth`); got > 390 {
		t.Errorf("the page is %d wide", got)
	}
	v.quiet(t)
}
