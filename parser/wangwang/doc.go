// Package wangwang reads conversations of 1688 and Taobao: the saved web chat,
// exports of the old desktop program, text copied from Qianniu and files of
// scripts for it, and pages that no other format knows.
package wangwang
