// Where the variables of a body are named.
#pragma once

#include "collect/TokenMap.h"
#include "model/Coroutine.h"

#include "clang/AST/Decl.h"

#include <map>
#include <vector>

namespace valet {

struct Uses : Naming {
  bool OnlyCalled = true; // every use is a call of the object
  bool OnlyRead = true;   // every use reads or writes its value, or has a member or an operator do that: nothing keeps its address
  bool Escapes = false;   // some use is neither a call nor a read: something may keep its address
  bool IsCaptured = false; // by a closure, which may look at it later, or by an initialiser that a re-entry evaluates again
  bool AllPlaced = true;  // every use is a token of the body
};

/// `[[valor::transient]]`
bool isMarkedTransient(const clang::Decl *D);

class UsesOfVariables {
public:
  UsesOfVariables(const TokenMap &Map, const clang::Stmt *Body) : Map(Map) { add(Body, How::Other); }

  Uses of(const clang::ValueDecl *D) const {
    auto It = Found.find(D);
    return It == Found.end() ? Uses() : It->second;
  }

private:
  enum class How { Other, Read, Called };
  void add(const clang::Stmt *S, How H);
  void addOperands(const clang::CXXOperatorCallExpr *Call, How H);
  void addOverwrites(const clang::CompoundStmt *Block);

  const TokenMap &Map;
  bool IsRepeated = false; // in the initialiser of a transient variable
  std::map<const clang::ValueDecl *, Uses> Found;
};

} // namespace valet
