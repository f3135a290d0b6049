set pagination off
set width 0
set disable-randomization off
tbreak debug.cc:24
run
print c
tbreak debug.cc:26
continue
print c
tbreak debug.cc:14
continue
info locals
up 2
print *this
tbreak debug.cc:28
continue
print c
