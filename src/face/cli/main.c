/* face/cli/main.c - where the program starts. */
#include "face/cli/cli.h"

int main(int argc, char **argv) { return cli_main(argc, argv); }
