//go:build unix

package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"backchannel/parser"
	"backchannel/parser/chat"
)

// The benchmarks measure the program as users run it, built and started, on
// input that they write themselves. One run of each tells enough:
//
//	make bench

// large is the number of messages of the large input, about 39 MB.
const large = 500_000

// ordinary are sentences of an order's life; unusual ones, one in fifty
// messages, are what is looked for.
var (
	ordinary = map[string][]string{
		"en": {
			"Good morning, how is the production going?",
			"The samples were sent yesterday, tracking follows",
			"Please confirm the carton marks and the drawing of the label",
			"We can do 2,000 pcs at 1.85 USD, lead time 25 days after deposit",
			"Is the balance paid through the order as last time?",
			"The inspector comes on Thursday at ten, please have 200 pcs ready",
			"OK, noted with thanks",
			"Attached is the packing list, total 86 cartons, 4.2 cbm",
			"Can you change the power bank to 10,000 mAh and keep the price?",
			"The vessel leaves Ningbo on the 25th and arrives about five weeks later",
		},
		"zh": {
			"早上好，大货做得怎么样了？",
			"样品昨天寄出了，单号稍后发您",
			"麻烦确认一下箱唛和标签的图纸",
			"两千个可以做到12.8元，定金到后25天交货",
			"好的，收到，谢谢",
			"我稍微信任你们的质量，不过还是要验货",
			"验货员周四上午十点到，请准备两百个",
			"装箱单已发，一共86箱，4.2立方",
			"尾款还是走平台，验货合格以后付",
			"船二十五号从宁波开，大概五个星期到",
		},
	}
	unusual = map[string][]string{
		"en": {
			"Please add me on WhatsApp, it is faster there",
			"Our account is under audit, please don't use the old account",
			"If you pay directly to my personal account I give you 5% discount",
		},
		"zh": {
			"加我微信吧，这边回复慢",
			"以前的账户不要再打了，用新账户",
			"直接付到老板个人账户，便宜三个点",
		},
	}
)

// writeChat writes a WhatsApp export of n messages, in the languages in turn.
func writeChat(w io.Writer, n int, languages ...string) error {
	rnd := rand.New(rand.NewPCG(1, 2))
	clock := time.Date(2015, 3, 5, 9, 0, 0, 0, time.UTC)
	out := bufio.NewWriterSize(w, 1<<20)
	for i := range n {
		lang := languages[i%len(languages)]
		list := ordinary[lang]
		if rnd.IntN(50) == 0 {
			list = unusual[lang]
		}
		sender := "Lily Chen"
		if rnd.IntN(2) == 0 {
			sender = "Martin Vogel"
		}
		clock = clock.Add(time.Duration(rnd.IntN(20)) * time.Minute)
		fmt.Fprintf(out, "%s - %s: %s\n", clock.Format("02/01/2006, 15:04"), sender, list[rnd.IntN(len(list))])
	}
	return out.Flush()
}

func chatFile(b *testing.B, n int, languages ...string) (name string, size int64) {
	b.Helper()
	name = filepath.Join(b.TempDir(), "chat.txt")
	f, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if err := writeChat(f, n, languages...); err != nil {
		b.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		b.Fatal(err)
	}
	return name, info.Size()
}

// peak runs the program and gives the most memory it took, in MB.
func peak(b *testing.B, bin string, args ...string) float64 {
	b.Helper()
	cmd := exec.Command(bin, args...)
	cmd.Dir = b.TempDir()
	if out, err := cmd.CombinedOutput(); err != nil && len(out) > 0 {
		b.Fatalf("%v\n%.500s", err, out)
	} else if err != nil {
		b.Fatal(err)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		b.Fatal("this system does not tell the memory of a process")
	}
	if runtime.GOOS == "darwin" {
		return float64(usage.Maxrss) / 1e6 // bytes there, KiB elsewhere
	}
	return float64(usage.Maxrss) * 1024 / 1e6
}

// BenchmarkParse reads the large input on one core and drops the messages.
func BenchmarkParse(b *testing.B) {
	name, size := chatFile(b, large, "en", "zh")
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	b.SetBytes(size)
	for b.Loop() {
		n := 0
		for t, err := range parser.Open([]string{name}, nil, parser.Options{}) {
			if err != nil {
				b.Fatal(err)
			}
			for _, err := range t.Messages(new(chat.Coverage)) {
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
		}
		if n != large {
			b.Fatalf("got %d messages, want %d", n, large)
		}
	}
}

// BenchmarkParseJSONL runs parse on the large input, on all cores.
func BenchmarkParseJSONL(b *testing.B) {
	bin := built(b, "-trimpath", "-ldflags", "-s -w")
	name, size := chatFile(b, large, "en", "zh")
	b.SetBytes(size)
	for b.Loop() {
		b.ReportMetric(peak(b, bin, "parse", "-o", os.DevNull, "--format", "jsonl", name), "peak-MB")
	}
}

// BenchmarkScan runs scan on the large input and on ten times as much, to
// JSONL, on all cores: the memory must not grow with the input.
func BenchmarkScan(b *testing.B) {
	bin := built(b, "-trimpath", "-ldflags", "-s -w")
	for _, times := range []int{1, 10} {
		b.Run(fmt.Sprintf("%dx", times), func(b *testing.B) {
			name, size := chatFile(b, times*large, "en", "zh")
			b.SetBytes(size)
			for b.Loop() {
				b.ReportMetric(peak(b, bin, "scan", "-o", os.DevNull, "--format", "jsonl", name), "peak-MB")
			}
		})
	}
}

// BenchmarkStart runs scan from start to finish on a chat of 200 messages, with
// all that it writes by default.
func BenchmarkStart(b *testing.B) {
	bin := built(b, "-trimpath", "-ldflags", "-s -w")
	for _, lang := range []string{"en", "zh"} {
		b.Run(lang, func(b *testing.B) {
			name, _ := chatFile(b, 200, lang)
			out := filepath.Join(b.TempDir(), "out.xlsx")
			const runs = 10
			for b.Loop() {
				begin := time.Now()
				for range runs {
					peak(b, bin, "scan", "--force", "-o", out, name)
				}
				b.ReportMetric(float64(time.Since(begin).Milliseconds())/runs, "ms/run")
			}
		})
	}
}

// BenchmarkSize tells the size of the program.
func BenchmarkSize(b *testing.B) {
	info, err := os.Stat(built(b, "-trimpath", "-ldflags", "-s -w"))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		b.ReportMetric(float64(info.Size())/1e6, "MB")
	}
}
