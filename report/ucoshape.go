package report

// ucoNode is a node of a CASE/UCO graph, with the properties that are written.
type ucoNode struct {
	ID           string    `json:"@id"`
	Type         string    `json:"@type"`
	Name         string    `json:"uco-core:name,omitempty"`
	Descriptions []string  `json:"uco-core:description,omitempty"`
	Tags         []string  `json:"uco-core:tag,omitempty"`
	Facets       []ucoNode `json:"uco-core:hasFacet,omitempty"`
	Objects      []ucoRef  `json:"uco-core:object,omitempty"`
	Source       *ucoRef   `json:"uco-core:source,omitempty"`
	Target       *ucoRef   `json:"uco-core:target,omitempty"`
	Relation     string    `json:"uco-core:kindOfRelationship,omitempty"`
	Directional  bool      `json:"uco-core:isDirectional,omitempty"`

	FileName  string    `json:"uco-observable:fileName,omitempty"`
	Size      *ucoValue `json:"uco-observable:sizeInBytes,omitempty"`
	Hashes    []ucoNode `json:"uco-observable:hash,omitempty"`
	App       *ucoRef   `json:"uco-observable:application,omitempty"`
	MessageID string    `json:"uco-observable:messageID,omitempty"`
	Text      string    `json:"uco-observable:messageText,omitempty"`
	Kind      string    `json:"uco-observable:messageType,omitempty"`
	From      *ucoRef   `json:"uco-observable:from,omitempty"`
	Sent      *ucoValue `json:"uco-observable:sentTime,omitempty"`
	Session   string    `json:"uco-observable:sessionID,omitempty"`

	Method string    `json:"uco-types:hashMethod,omitempty"`
	Value  *ucoValue `json:"uco-types:hashValue,omitempty"`

	Version    string   `json:"uco-tool:version,omitempty"`
	Instrument *ucoRef  `json:"uco-action:instrument,omitempty"`
	Inputs     []ucoRef `json:"uco-action:object,omitempty"`
	Results    []ucoRef `json:"uco-action:result,omitempty"`
	Form       string   `json:"case-investigation:investigationForm,omitempty"`
	Exhibit    string   `json:"case-investigation:exhibitNumber,omitempty"`
}

// ucoRef is a link to a node.
type ucoRef struct {
	ID string `json:"@id"`
}

// ucoValue is a value of a type that JSON does not have.
type ucoValue struct {
	Type  string `json:"@type"`
	Value string `json:"@value"`
}

func refs(ids []string) []ucoRef {
	all := make([]ucoRef, len(ids))
	for i, id := range ids {
		all[i].ID = id
	}
	return all
}
