package identifier

func (t *scan) amounts()  {}
func (t *scan) percents() {}
func (t *scan) names()    {}
func (t *scan) masked()   {}
