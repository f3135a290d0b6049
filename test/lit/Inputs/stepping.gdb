set pagination off
set width 0
set disable-randomization off
tbreak debug.cc:10
run
next
next
next
next
tbreak debug.cc:14
continue
next
next
next
print i
print sum
print name
tbreak debug.cc:6
continue
print n
print more
next
print twice
next
next
tbreak debug.cc:16
continue
next
next
print name
continue
