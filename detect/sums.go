package detect

import (
	"slices"
	"strconv"
	"strings"

	"backchannel/detect/identifier"
	"backchannel/parser/chat"
)

// sums remembers what the order is worth, as far as the messages tell.
type sums struct {
	total int64 // in hundredths of a US dollar; 0 when no sum was named
	index int   // of the message that named it
}

// smallOrder is the worth of an order, in hundredths of a US dollar, up to
// which paying in full at once is customary.
const smallOrder = 500_00

// totalReach is over how many messages a sum counts as that of the order in
// talk.
const totalReach = 20

// dollars are rough values of other currencies in thousandths of a US dollar,
// enough to tell a small order from a large one.
var dollars = map[string]int64{
	"USD": 1000, "USDT": 1000, "EUR": 1100, "GBP": 1270, "CNY": 140, "HKD": 128, "TWD": 31, "JPY": 7, "AUD": 650, "CAD": 730, "SGD": 740,
	"INR": 12, "THB": 28, "MYR": 220, "PHP": 17, "AED": 272, "CHF": 1120, "PLN": 250, "TRY": 30, "ZAR": 54, "BRL": 180, "MXN": 55, "KES": 8,
}

// take notes the largest sum of a message, and weighs the findings by sums and
// numbers.
func (s *sums) take(c *conversation, r *reading, now []string, fs []Finding) []Finding {
	m := &r.message
	named := s.largest(r)
	if named > s.total || named > 0 && m.Index-s.index > totalReach {
		s.total, s.index = named, m.Index
	}
	worth := s.total
	if m.Index-s.index > totalReach {
		worth = 0
	}
	for i := range fs {
		prepaid(&fs[i], worth)
	}
	if m.Role == chat.Buyer || m.Role == chat.System {
		return fs
	}
	if f, ok := brokenTracking(c, r); ok {
		fs = append(fs, f)
	}
	if slices.Contains(now, "context/two-prices") {
		fs = append(fs, dropped(c, r)...)
	}
	return fs
}

// largest gives the largest sum in a message that is not the price of a piece.
func (s *sums) largest(r *reading) int64 {
	var most int64
	for _, f := range r.found {
		if f.Kind != identifier.Money || f.Grade == identifier.Shape || f.Note == "unit price" {
			continue
		}
		most = max(most, f.Amount.Minor*dollars[f.Amount.Currency]/1000)
	}
	return most
}

// prepaid sets the severity of a prepayment by its part of the price and by
// what the order is worth.
func prepaid(f *Finding, worth int64) {
	switch f.Rule {
	case "upfront-payment/full-prepay", "upfront-payment/buyer-offers":
	case "upfront-payment/high-deposit":
		if justHalf(f.Quote) {
			f.Severity = Low
		}
	default:
		return
	}
	if worth > 0 && worth < smallOrder {
		f.Severity = Info
	}
}

// justHalf says whether a part of the price is half of it.
func justHalf(quote string) bool {
	q := strings.ToLower(quote)
	return slices.ContainsFunc([]string{"50", "half", "fifty", "五成", "一半", "5成", "五十"}, func(w string) bool { return strings.Contains(q, w) })
}

// brokenTracking finds the number of a postal item whose check digit does not
// fit. Those of couriers are often misread or grouped apart.
func brokenTracking(c *conversation, r *reading) (Finding, bool) {
	for _, f := range r.found {
		if f.Kind != identifier.Tracking || f.Valid || f.Country == "" {
			continue
		}
		if rule := c.eng.book.Rule("logistics-risk/tracking-invalid"); rule != nil {
			return c.bare(&r.message, rule, f.Start, f.End), true
		}
	}
	return Finding{}, false
}

// leastDrop is the part of a price, in per cent, by which it falls at least to
// be called a drop.
const leastDrop = 30

// dropped finds two prices in a message of which one is far below the other.
// The words say already that one of them held before.
func dropped(c *conversation, r *reading) []Finding {
	rule := c.eng.book.Rule("price-lure/drop")
	var low, high float64
	from, to := 0, 0
	for _, mark := range figures(nil, r.message.Text, nil) {
		v, err := strconv.ParseFloat(strings.ReplaceAll(r.message.Text[mark.Start:mark.End], ",", ""), 64)
		if mark.Kind != markFigure || err != nil || v == 0 {
			continue
		}
		if low == 0 {
			low, high, from = v, v, mark.Start
		}
		low, high, to = min(low, v), max(high, v), mark.End
	}
	// below a tenth the numbers do not count the same thing
	if rule == nil || low*100 > high*(100-leastDrop) || low*10 < high {
		return nil
	}
	return []Finding{c.bare(&r.message, rule, from, to)}
}
