"""XPath as XForms means it: lexer, parser, expression tree, closures and the function families (FORMS 2)."""
