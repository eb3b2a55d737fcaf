package lexicon

import (
	"math"
	"slices"
	"unicode"
)

// dictionary cuts Chinese text into words: of all ways to cut it takes the most
// probable one, every word as frequent as the dictionary says and independent
// of its neighbours. A run of Latin letters and digits counts as one character.
// It cuts as gse 0.80.3 does, whose dictionary it uses; gse is ten times slower
// and takes a tenth of a second to load.
type dictionary struct {
	next  edges
	cost  []float32 // by node: of the word that ends there, 0 where none does; its frequency before weigh
	total float64   // of all frequencies
}

// unknown is the cost of a character that is no word of the dictionary.
const unknown = 32

func newDictionary() *dictionary {
	return &dictionary{next: newEdges(17), cost: make([]float32, 1, 1<<16)}
}

// node gives the node to which a text leads, a new one when there is none.
func (d *dictionary) node(text string) int32 {
	at := int32(0)
	for _, r := range text {
		to := d.next.next(at, uint32(r))
		if to == 0 {
			to = int32(len(d.cost))
			d.cost = append(d.cost, 0)
			d.next.add(at, uint32(r), to)
		}
		at = to
	}
	return at
}

// add adds a word that occurs so often, unless it is there already.
func (d *dictionary) add(word string, frequency float64) {
	if at := d.node(word); d.cost[at] == 0 {
		d.cost[at] = float32(frequency)
		d.total += frequency
	}
}

// weigh makes costs of the frequencies, after the last word was added.
func (d *dictionary) weigh() {
	all := float32(math.Log2(d.total))
	for i, f := range d.cost {
		if f != 0 {
			d.cost[i] = all - float32(math.Log2(float64(f)))
		}
	}
}

// cutting is the work on one stretch of text, kept to be used again.
type cutting struct {
	places []reached // the start of the stretch, and the end of each character
	words  []word    // the result, in the order of the text
}

// reached is an end of a character, and the cheapest way there.
type reached struct {
	at   int32 // in bytes of the text
	cost float32
	from int32 // the place where the last word of the way starts
	node int32 // to which that word leads, 0 for none
}

// word is a word of a text: where it stands, and the node to which it leads, 0
// for none.
type word struct{ start, end, node int32 }

// cut fills c.words with the words of t[from:to].
func (d *dictionary) cut(c *cutting, t string, from, to int32) {
	c.places = append(c.places[:0], reached{at: from})
	for from < to {
		from += character(t[from:to])
		c.places = append(c.places, reached{at: from})
	}
	for i := range len(c.places) - 1 {
		d.leave(c.places, i, t)
	}
	c.words = c.words[:0]
	for i := len(c.places) - 1; i > 0; {
		p := &c.places[i]
		i = int(p.from)
		c.words = append(c.words, word{c.places[i].at, p.at, p.node})
	}
	slices.Reverse(c.words)
}

// leave goes on from a place by all words that begin there.
func (d *dictionary) leave(places []reached, from int, t string) {
	cost := places[from].cost
	node := int32(0)
	for i := from + 1; i < len(places); i++ {
		node = d.follow(node, t[places[i-1].at:places[i].at])
		switch {
		case node != 0 && d.cost[node] != 0:
			places[i].by(cost+d.cost[node], from, node)
		case i == from+1: // every character may stand alone
			places[i].by(cost+unknown, from, node)
		}
		if node == 0 {
			return
		}
	}
}

// follow gives the node to which s leads from another one, 0 when there is none.
func (d *dictionary) follow(node int32, s string) int32 {
	for _, r := range s {
		if node = d.next.next(node, uint32(r)); node == 0 {
			return 0
		}
	}
	return node
}

// by takes a way when it is cheaper than the best so far.
func (p *reached) by(cost float32, from int, node int32) {
	if p.cost == 0 || cost < p.cost {
		p.cost, p.from, p.node = cost, int32(from), node
	}
}

// character is the length of the character at the start of t, or of the run of
// Latin letters and digits there.
func character(t string) int32 {
	n := 0
	for n < len(t) {
		r, size := decode(t[n:])
		if size > 2 || !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			if n == 0 {
				n = size
			}
			break
		}
		n += size
	}
	return int32(n)
}
