package known

import (
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// placed is an entry of a watch list with its place.
type placed struct {
	Watch
	at Place
}

// UnmarshalYAML notes where the entry stands.
func (p *placed) UnmarshalYAML(n ast.Node) error {
	p.at = placeOf(n)
	return yaml.NodeToValue(n, &p.Watch, yaml.Strict())
}

func (w *Watchlist) yaml(data []byte) error {
	var list struct {
		Watchlist []*placed `yaml:"watchlist"`
	}
	if err := decode(w.Name, data, &list); err != nil {
		return err
	}
	for _, p := range list.Watchlist {
		if err := w.add(&p.Watch, p.at); err != nil {
			return err
		}
	}
	return nil
}
