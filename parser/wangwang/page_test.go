package wangwang

import "testing"

func TestPageFixture(t *testing.T) { checkFixture(t, Page{}, "04_1688_singlefile.html") }

func TestHTMLFixture(t *testing.T) { checkFixture(t, HTML{}, "08_wangwang_export_gbk.html") }
