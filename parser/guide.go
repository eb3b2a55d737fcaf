package parser

import (
	_ "embed"
	"fmt"

	"github.com/goccy/go-yaml"
)

// Guide is what a user is told of a kind of file.
type Guide struct {
	What  string            `yaml:"what"`  // what it is
	Get   string            `yaml:"get"`   // how a user comes by one
	Signs map[string]string `yaml:"signs"` // by format: by what it is recognised
}

//go:embed data/formats.yaml
var guides []byte

// Guides gives the kinds of files that are read or refused, platform by
// platform.
func Guides() ([]Guide, error) {
	var all []Guide
	if err := yaml.UnmarshalWithOptions(guides, &all, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("parser/data/formats.yaml: %w", err)
	}
	return all, nil
}
