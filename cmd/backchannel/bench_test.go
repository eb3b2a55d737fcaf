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

// usage is what a run of the program took.
type usage struct {
	peak float64       // the most memory, in MB
	cpu  time.Duration // of all cores
}

// start runs the program.
func start(b *testing.B, bin string, args ...string) usage {
	b.Helper()
	cmd := exec.Command(bin, args...)
	cmd.Dir = b.TempDir()
	if out, err := cmd.CombinedOutput(); err != nil && len(out) > 0 {
		b.Fatalf("%v\n%.500s", err, out)
	} else if err != nil {
		b.Fatal(err)
	}
	state := cmd.ProcessState
	used, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		b.Fatal("this system does not tell the memory of a process")
	}
	unit := 1024.0 // of Maxrss
	if runtime.GOOS == "darwin" {
		unit = 1
	}
	return usage{float64(used.Maxrss) * unit / 1e6, state.UserTime() + state.SystemTime()}
}

// report adds to the figures the memory, and the speed that counts only the
// time on a core: on a machine that is busy with other things the plain one
// tells of those, too.
func (u usage) report(b *testing.B, size int64) {
	b.ReportMetric(u.peak, "peak-MB")
	b.ReportMetric(float64(size)/1e6/u.cpu.Seconds(), "MB/cpu-s")
}

// spent is the time that this process has spent on all cores.
func spent(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// BenchmarkParse reads the messages of the large input on one core, with
// recognition and both passes over the file, and drops them.
func BenchmarkParse(b *testing.B) {
	name, size := chatFile(b, large, "en", "zh")
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	b.SetBytes(size)
	before := spent(b)
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
	b.ReportMetric(float64(size)/1e6*float64(b.N)/(spent(b)-before).Seconds(), "MB/cpu-s")
}

// BenchmarkParseJSONL runs parse on the large input, on one core, from start to
// finish with the messages written as JSONL.
func BenchmarkParseJSONL(b *testing.B) {
	bin := built(b, "-trimpath", "-ldflags", "-s -w")
	name, size := chatFile(b, large, "en", "zh")
	b.Setenv("GOMAXPROCS", "1")
	b.SetBytes(size)
	for b.Loop() {
		start(b, bin, "parse", "-o", os.DevNull, "--format", "jsonl", name).report(b, size)
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
				start(b, bin, "scan", "-o", os.DevNull, "--format", "jsonl", name).report(b, size)
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
				begin, cpu := time.Now(), time.Duration(0)
				for range runs {
					cpu += start(b, bin, "scan", "--force", "-o", out, name).cpu
				}
				b.ReportMetric(float64(time.Since(begin).Milliseconds())/runs, "ms/run")
				b.ReportMetric(float64(cpu.Milliseconds())/runs, "cpu-ms/run")
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
