// What the examples of docs/diagnostics may use.
#pragma once
#include <valor.h>

#include <array>
#include <coroutine>
#include <initializer_list>
#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

using valor::ser_ctx;

ser_ctx<> tick();
ser_ctx<int> size();
ser_ctx<int> wait(int);
void note(int);
