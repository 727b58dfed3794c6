"""Value readers: text in, a typed value with its matched text out, None when there is none."""
