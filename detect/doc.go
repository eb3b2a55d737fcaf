// Package detect reads conversations for acts that move money or talk off a
// trade platform, keeps the state of each conversation, and comes to a verdict.
package detect
