// Before the first style of a page a browser reads the style sheet that it brings itself. Asked for
// one now, it does so while it waits for ours, and the page comes in shorter steps.
getComputedStyle(document.documentElement).color;
