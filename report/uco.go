package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// uco is the writer of a case as CASE/UCO JSON-LD. Nodes are written as they
// come; what they refer to stands behind them.
type uco struct {
	losses
	out      *bufio.Writer
	run      *Run
	accounts map[[2]string]string // ids by platform and name
	order    [][2]string
	files    map[string]string // ids of sources that messages named, by name
	named    []chat.Evidence   // those sources
	flagged  []string          // ids of messages with findings
	comma    bool
	err      error
}

// UCO writes messages, accounts and sources as a graph of the CASE 1.4 and UCO
// 1.4 ontologies, the common language of forensic laboratories
// (https://caseontology.org). It needs the time zone of clocks without one.
func UCO(w io.Writer, run *Run) Writer {
	u := &uco{out: bufio.NewWriterSize(w, 1<<16), run: run, accounts: map[[2]string]string{}, files: map[string]string{}}
	u.put(`{"@context":{"kb":"urn:backchannel:kb:",` +
		`"case-investigation":"https://ontology.caseontology.org/case/investigation/",` +
		`"uco-action":"https://ontology.unifiedcyberontology.org/uco/action/",` +
		`"uco-core":"https://ontology.unifiedcyberontology.org/uco/core/",` +
		`"uco-observable":"https://ontology.unifiedcyberontology.org/uco/observable/",` +
		`"uco-tool":"https://ontology.unifiedcyberontology.org/uco/tool/",` +
		`"uco-types":"https://ontology.unifiedcyberontology.org/uco/types/",` +
		`"xsd":"http://www.w3.org/2001/XMLSchema#"},` + "\n" + `"@graph":[`)
	return u
}

func (u *uco) put(text string) {
	if u.err == nil {
		_, u.err = u.out.WriteString(text)
	}
}

// node writes one node of the graph.
func (u *uco) node(n ucoNode) {
	data, err := compact(n)
	if u.err == nil {
		u.err = err
	}
	if u.comma {
		u.put(",")
	}
	u.comma = true
	u.put("\n" + string(data))
}

// kb gives the id of a thing: its kind, and a UUID that its name makes.
func kb(kind, name string) string { return "kb:" + kind + "-" + uuid(kind+"\x00"+name) }

func (u *uco) kb(kind string, e chat.Evidence) string { return kb(kind, e.Name+"\x00"+e.SHA256) }

// Event writes one message, and where it stands.
func (u *uco) Event(e detect.Event) error {
	m := &e.Message
	at, err := placed(m, u.run.Zone)
	if err != nil && err != errNoTime {
		return err
	}
	file := u.file(m.Source)
	name := file + "#" + m.Conversation + "#" + strconv.Itoa(m.Index)
	facet := ucoNode{
		ID: kb("message-facet", name), Type: "uco-observable:MessageFacet",
		MessageID: fmt.Sprintf("%s#%d", u.text(m.Source), m.Index), Text: u.text(body(m)), Kind: string(m.Kind),
		App: u.app(m.Platform), Session: u.text(m.Conversation),
	}
	if err == nil {
		u.time(at)
		facet.Sent = &ucoValue{"xsd:dateTime", at.stamp()}
	}
	if m.Sender != "" {
		facet.From = &ucoRef{u.account(m.Platform, m.Sender)}
	}
	id := kb("message", name)
	n := ucoNode{ID: id, Type: "uco-observable:Message", Facets: []ucoNode{facet}, Descriptions: u.describe(e, at)}
	seen := map[string]bool{}
	for _, f := range e.Findings {
		if !seen[f.Detector] {
			seen[f.Detector] = true
			n.Tags = append(n.Tags, f.Detector)
		}
	}
	if len(e.Findings) > 0 {
		u.flagged = append(u.flagged, id)
	}
	u.node(n)
	u.node(ucoNode{ID: kb("contained", name), Type: "uco-observable:ObservableRelationship", Source: &ucoRef{id}, Target: &ucoRef{file},
		Relation: "Contained_Within", Directional: true})
	return u.err
}

// describe tells what the ontology has no property for.
func (u *uco) describe(e detect.Event, at instant) []string {
	m := &e.Message
	var all []string
	for _, f := range e.Findings {
		s := fmt.Sprintf("%s (%s, %s): %s. %s", f.Rule, f.Severity, f.Confidence, f.Quote, f.Title)
		if f.Why != "" {
			s += ". " + f.Why
		}
		if d := decided(f); d != "" {
			s += ". Disposition: " + d
		}
		all = append(all, u.text(s+" ["+f.ID+"]"))
	}
	if len(m.Attachments) > 0 {
		all = append(all, u.text("attached, not included: "+strings.Join(m.Attachments, "; ")))
	}
	if m.Line > 0 {
		all = append(all, fmt.Sprintf("line %d of the source", m.Line))
	}
	if at.assumed != "" {
		all = append(all, "time zone assumed: "+at.assumed+"; time as exported: "+m.Time)
	}
	if s := at.note(); s != "" {
		all = append(all, s)
	}
	return all
}

// file gives the id of a source.
func (u *uco) file(name string) string {
	id, ok := u.files[name]
	if !ok {
		e := chat.Evidence{Name: name}
		for _, x := range u.run.Evidence {
			if x.Name == name {
				e = x
			}
		}
		id = u.kb("file", e)
		u.files[name] = id
		u.named = append(u.named, e)
	}
	return id
}

// account gives the id of a sender on a platform.
func (u *uco) account(platform, name string) string {
	key := [2]string{platform, name}
	id, ok := u.accounts[key]
	if !ok {
		id = kb("account", platform+"\x00"+name)
		u.accounts[key] = id
		u.order = append(u.order, key)
	}
	return id
}

// app gives the application of a platform.
func (u *uco) app(platform string) *ucoRef {
	if platform == "" {
		return nil
	}
	key := [2]string{"application", platform}
	if _, ok := u.accounts[key]; !ok {
		u.accounts[key] = kb("application", platform)
		u.node(ucoNode{ID: u.accounts[key], Type: "uco-observable:Application", Name: u.text(platform)})
	}
	return &ucoRef{u.accounts[key]}
}

// Case hands on what is written so far.
func (u *uco) Case(detect.Case) error {
	if u.err == nil {
		u.err = u.out.Flush()
	}
	return u.err
}

// Close writes who sent, what was read, and by what.
func (u *uco) Close() error {
	for _, a := range u.order {
		n := ucoNode{ID: u.accounts[a], Type: "uco-observable:ApplicationAccount", Name: u.text(a[1])}
		u.node(n)
	}
	files := u.sources()
	tool := kb("tool", "backchannel\x00"+u.run.Version)
	u.node(ucoNode{ID: tool, Type: "uco-tool:AnalyticTool", Name: "backchannel", Version: u.run.Version,
		Descriptions: []string{"rules " + u.run.RuleSet + "; options " + u.text(strings.Join(u.run.Options, " "))}})
	all := strings.Join(append([]string{tool}, files...), " ")
	provenance := kb("provenance", all)
	flagged := refs(u.flagged)
	if len(flagged) > 0 {
		u.node(ucoNode{ID: provenance, Type: "case-investigation:ProvenanceRecord", Exhibit: "E1", Objects: flagged})
	}
	action := ucoNode{ID: kb("action", all), Type: "case-investigation:InvestigativeAction", Name: "Parsed and searched for signals",
		Instrument: &ucoRef{tool}, Inputs: refs(files)}
	if len(flagged) > 0 {
		action.Results = []ucoRef{{provenance}}
	}
	u.node(action)
	u.node(ucoNode{ID: kb("investigation", all), Type: "case-investigation:Investigation", Name: "Trade conversations searched for diverted payments",
		Form: "suspicious-activity", Objects: append(refs(files), flagged...), Descriptions: u.unread()})
	u.put("\n]}\n")
	if u.err == nil {
		u.err = u.out.Flush()
	}
	return u.err
}

func (u *uco) unread() []string {
	var all []string
	for _, p := range u.run.Unread {
		all = append(all, u.text("not read: "+p.Error()))
	}
	return all
}

// sources writes a file for everything that was hashed; the member of an
// archive is contained in it.
func (u *uco) sources() []string {
	var ids []string
	known := map[string]string{}
	for _, e := range once(slices.Concat(u.run.Evidence, u.named)) {
		id := u.kb("file", e)
		if known[e.Name] == id {
			continue
		}
		known[e.Name] = id
		ids = append(ids, id)
		n := ucoNode{ID: id, Type: "uco-observable:File", Facets: []ucoNode{{
			ID: u.kb("file-facet", e), Type: "uco-observable:FileFacet", FileName: u.text(e.Name)}}}
		if e.SHA256 != "" {
			n.Facets[0].Size = &ucoValue{"xsd:integer", strconv.FormatInt(e.Size, 10)}
			n.Facets = append(n.Facets, ucoNode{ID: u.kb("content-facet", e), Type: "uco-observable:ContentDataFacet", Hashes: []ucoNode{{
				ID: u.kb("hash", e), Type: "uco-types:Hash", Method: "SHA256", Value: &ucoValue{"xsd:hexBinary", strings.ToUpper(e.SHA256)}}}})
		}
		u.node(n)
		for i := strings.LastIndexByte(e.Name, '/'); i > 0; i = strings.LastIndexByte(e.Name[:i], '/') {
			if archive, ok := known[e.Name[:i]]; ok {
				u.node(ucoNode{ID: u.kb("member", e), Type: "uco-observable:ObservableRelationship", Source: &ucoRef{id}, Target: &ucoRef{archive},
					Relation: "Contained_Within", Directional: true})
				break
			}
		}
	}
	return ids
}
