package source

import (
	"crypto/rand"
	"os"
	"path/filepath"
)

// deleteOnClose is FILE_FLAG_DELETE_ON_CLOSE of CreateFile: an open file has
// no other way to go there.
const deleteOnClose = 0x04000000

// unnamedFile is a temporary file that goes away with its last handle.
func unnamedFile() (*os.File, error) {
	name := filepath.Join(os.TempDir(), "backchannel-"+rand.Text())
	return os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL|deleteOnClose, 0o600)
}
