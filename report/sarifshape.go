package report

// The objects of SARIF 2.1.0 that are written, with the properties that are.
type (
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"semanticVersion,omitempty"`
		Rules   []sarifRule `json:"rules,omitempty"`
	}
	sarifRule struct {
		ID         string             `json:"id"`
		Short      sarifMessage       `json:"shortDescription"`
		Full       *sarifMessage      `json:"fullDescription,omitempty"`
		Help       *sarifMessage      `json:"help,omitempty"`
		Default    sarifConfiguration `json:"defaultConfiguration"`
		Properties sarifTags          `json:"properties"`
	}
	sarifConfiguration struct {
		Level string `json:"level"`
	}
	sarifTags struct {
		Tags []string `json:"tags"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifAddress struct {
		URI string `json:"uri"`
	}
	sarifArtifact struct {
		Location sarifAddress      `json:"location"`
		Parent   *int              `json:"parentIndex,omitempty"`
		Length   int64             `json:"length"`
		Roles    []string          `json:"roles"`
		Hashes   map[string]string `json:"hashes,omitempty"`
	}
	sarifResult struct {
		Rule         string             `json:"ruleId"`
		Index        int                `json:"ruleIndex"`
		Kind         string             `json:"kind"`
		Level        string             `json:"level"`
		Message      sarifMessage       `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Related      []sarifLocation    `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string  `json:"fingerprints"`
		Baseline     string             `json:"baselineState,omitempty"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
		Properties   sarifDetails       `json:"properties"`
	}
	sarifLocation struct {
		ID       int            `json:"id,omitempty"`
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations"`
		Message  *sarifMessage  `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifAddress `json:"artifactLocation"`
		Region   *sarifRegion `json:"region,omitempty"`
	}
	sarifRegion struct {
		Line    int           `json:"startLine"`
		Snippet *sarifMessage `json:"snippet,omitempty"`
	}
	sarifLogical struct {
		Name string `json:"name"`
		Full string `json:"fullyQualifiedName"`
		Kind string `json:"kind"`
	}
	sarifDetails struct {
		Detector    string   `json:"detector"`
		Severity    string   `json:"severity"`
		Confidence  string   `json:"confidence"`
		Platform    string   `json:"platform"`
		Sender      string   `json:"sender"`
		Role        string   `json:"role"`
		Time        string   `json:"localTime"`
		Quote       string   `json:"quote"`
		Gloss       string   `json:"gloss,omitempty"`
		Start       int      `json:"start"`
		End         int      `json:"end"`
		TextLine    int      `json:"lineInMessage"` // 1-based
		Identifiers []string `json:"identifiers,omitempty"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications"`
	}
	sarifNotification struct {
		Level   string       `json:"level"`
		Message sarifMessage `json:"message"`
	}
	sarifRun struct {
		RuleSet string   `json:"ruleSet"`
		Options []string `json:"options,omitempty"`
	}
)
