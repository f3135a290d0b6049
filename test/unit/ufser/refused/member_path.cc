// Must not compile, and the message must name the way to the member (see ../CMakeLists.txt).
#include <ufser/ufser.h>

class socket_handle {
public:
  explicit socket_handle(int fd) : fd_(fd) {}

private:
  int fd_;
};
struct client { std::string name; socket_handle sock_; };
struct order { int number; client client_; };

std::string attempt(const order &o) { return uf::serialize(o); }
