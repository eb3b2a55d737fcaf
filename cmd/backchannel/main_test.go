package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"backchannel": main})
}

// TestScripts runs what a user types, and compares what he sees and gets.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		Setup:               writeInputs,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"cells": cmdCells, "fill": cmdFill},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}
