// argv -> cli; nothing else lives here.
int main() { return 0; }
