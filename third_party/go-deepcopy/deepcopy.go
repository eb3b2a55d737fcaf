// Package deepcopy stands in for github.com/tiendc/go-deepcopy, of which the
// workbook library calls Copy alone, on two values of one type. The original
// asks by reflection for methods whose names it reads from the data; a program
// that does so must keep every exported method of every type, which is a fifth
// of this one.
package deepcopy

import (
	"fmt"
	"reflect"
)

// Copy makes *dst equal to src, or to what src points to, so that nothing that
// is reached by exported fields is shared by the two. Both must be of one type.
func Copy(dst, src any) error {
	to, from := reflect.ValueOf(dst), reflect.ValueOf(src)
	if to.Kind() != reflect.Pointer || to.IsNil() {
		return fmt.Errorf("deepcopy: a copy goes to a pointer, not to %T", dst)
	}
	if from.Kind() == reflect.Pointer && from.Type() == to.Type() {
		from = from.Elem()
	}
	if to = to.Elem(); !from.IsValid() || from.Type() != to.Type() {
		return fmt.Errorf("deepcopy: %T is no copy of %T", dst, src)
	}
	to.Set(copied(from))
	return nil
}

// copied gives a copy of v.
func copied(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface:
		if v.IsNil() {
			return v
		}
	}
	to := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.Pointer:
		to.Set(reflect.New(v.Type().Elem()))
		to.Elem().Set(copied(v.Elem()))
	case reflect.Interface:
		to.Set(copied(v.Elem()))
	case reflect.Slice:
		to.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		copyEach(to, v)
	case reflect.Array:
		copyEach(to, v)
	case reflect.Map:
		to.Set(reflect.MakeMapWithSize(v.Type(), v.Len()))
		for key, value := range v.Seq2() {
			to.SetMapIndex(key, copied(value))
		}
	case reflect.Struct:
		to.Set(v) // with the fields that cannot be set one by one
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				to.Field(i).Set(copied(v.Field(i)))
			}
		}
	default:
		return v
	}
	return to
}

// copyEach copies the elements of a slice or array.
func copyEach(to, from reflect.Value) {
	for i := range from.Len() {
		to.Index(i).Set(copied(from.Index(i)))
	}
}
