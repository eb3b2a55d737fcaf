//go:build !windows

package source

import (
	"errors"
	"os"
)

// unnamedFile is a temporary file that goes away with its last handle.
func unnamedFile() (*os.File, error) {
	f, err := os.CreateTemp("", "backchannel-*")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(f.Name()); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}
