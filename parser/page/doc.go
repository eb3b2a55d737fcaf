// Package page reads conversations out of saved web pages: whole pages, pages
// with their frames inside, and MHTML. Where on a page the messages are is told
// by selector profiles, which are data; pages that no profile fits are tried as
// lines of text and by their structure.
package page
