// The version of these headers. The build checks that it is that of the project.
#pragma once

#define VALOR_VERSION "0.1.0"
